// Makes a key for a service: the private half goes to a file, the public half is printed.
import { writeFile } from 'node:fs/promises'
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from 'jose'

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
const jwk = await exportJWK(publicKey)
const kid = await calculateJwkThumbprint(jwk)

await writeFile(process.env.PRIVATE_KEY_FILE, await exportPKCS8(privateKey), { mode: 0o600, flag: 'wx' })
console.log(JSON.stringify({ keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] }))

// A back-end service: it proves with a private key who it is; no secret is stored or sent.
import { readFile } from 'node:fs/promises'
import { importPKCS8 } from 'jose'
import * as client from 'openid-client'

const issuer = new URL(process.env.ISSUER)
const orders = new URL(process.env.ORDERS_URL ?? 'http://localhost:8083/orders')

const key = await importPKCS8(await readFile(process.env.PRIVATE_KEY_FILE, 'utf8'), 'RS256')
const config = await client.discovery(
  issuer,
  process.env.CLIENT_ID ?? 'shop-service',
  undefined,
  client.PrivateKeyJwt({ key, kid: process.env.KEY_ID }),
  // Without TLS only where client and server are one machine.
  issuer.hostname === 'localhost' ? { execute: [client.allowInsecureRequests] } : {},
)

// A token for this API alone, whatever else the service may call.
const tokens = await client.clientCredentialsGrant(config, { audience: 'orders-api' })

const answer = await client.fetchProtectedResource(config, tokens.access_token, orders, 'GET')
console.log(answer.status, await answer.text())

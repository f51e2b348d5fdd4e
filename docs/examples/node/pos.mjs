// A till without keyboard and browser: somebody allows it on another device.
import * as client from 'openid-client'

const issuer = new URL(process.env.ISSUER)
const orders = new URL(process.env.ORDERS_URL ?? 'http://localhost:8083/orders')

const config = await client.discovery(
  issuer,
  process.env.CLIENT_ID ?? 'shop-till',
  undefined,
  client.None(),
  // Without TLS only where client and server are one machine.
  issuer.hostname === 'localhost' ? { execute: [client.allowInsecureRequests] } : {},
)

const device = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
console.log(`Open ${device.verification_uri} and enter ${device.user_code}`)
console.log(`or open ${device.verification_uri_complete}`)
const tokens = await client.pollDeviceAuthorizationGrant(config, device)

const answer = await client.fetchProtectedResource(config, tokens.access_token, orders, 'GET')
console.log(answer.status, await answer.text())

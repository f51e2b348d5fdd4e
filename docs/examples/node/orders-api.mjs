// An API that accepts only its own tokens.
import { createServer } from 'node:http'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

const issuer = process.env.ISSUER
const keys = createRemoteJWKSet(new URL(`${issuer}/protocol/openid-connect/certs`))

async function verify(token) {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience: 'orders-api',
    algorithms: ['RS256'],
    requiredClaims: ['exp', 'sub'],
  })
  // Keycloak signs other kinds of tokens with the same keys.
  if (payload.typ !== 'Bearer') {
    throw new errors.JWTClaimValidationFailed('not an access token', payload, 'typ')
  }
  return payload
}

async function answer(request) {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (!token) {
    return [401, { 'www-authenticate': 'Bearer' }]
  }
  try {
    const { azp, sub } = await verify(token)
    return request.url === '/orders' ? [200, {}, { client: azp, subject: sub }] : [404, {}]
  } catch (error) {
    // Anything else, such as keys that cannot be fetched, is no fault of the token.
    const refused = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)
    if (!refused) {
      console.error(error)
    }
    return refused ? [401, { 'www-authenticate': 'Bearer error="invalid_token"' }] : [503, {}]
  }
}

createServer(async (request, response) => {
  const [status, headers, body] = await answer(request)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body && JSON.stringify(body))
}).listen(process.env.PORT ?? 8083)

// A web app: people sign in with authorization code and PKCE, and see what the API answers them.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import * as client from 'openid-client'

const issuer = new URL(process.env.ISSUER)
const port = process.env.PORT ?? 3000
const home = new URL(process.env.HOME_URL ?? `http://localhost:${port}/`)
const callback = new URL('callback', home).href
const orders = new URL(process.env.ORDERS_URL ?? 'http://localhost:8083/orders')

const config = await client.discovery(
  issuer,
  process.env.CLIENT_ID ?? 'shop-web',
  process.env.CLIENT_SECRET,
  undefined,
  // Without TLS only where client and server are one machine.
  issuer.hostname === 'localhost' ? { execute: [client.allowInsecureRequests] } : {},
)

// Good for one process; several share a store.
const sessions = new Map()

function startSession(response, content) {
  const id = randomUUID()
  sessions.set(id, content)
  const secure = home.protocol === 'https:' ? '; Secure' : ''
  response.setHeader('set-cookie', `session=${id}; Path=/; HttpOnly; SameSite=Lax${secure}`)
}

/** The session of a request, which ends if it is taken. */
function session(request, { take = false } = {}) {
  const [, id] = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '') ?? []
  const content = sessions.get(id) ?? {}
  if (take) {
    sessions.delete(id)
  }
  return content
}

function redirect(response, url) {
  response.writeHead(302, { location: url }).end()
}

async function signIn(request, response) {
  const checks = {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  }
  startSession(response, { checks })
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
  })
  redirect(response, url.href)
}

async function finishSignIn(request, response) {
  const { checks } = session(request, { take: true })
  if (!checks) {
    response.writeHead(400).end('No sign-in has been started here.')
    return
  }
  const answer = new URL(request.url, home)
  const tokens = await client.authorizationCodeGrant(config, answer, { ...checks, idTokenExpected: true })
  // A new session: what was known before the sign-in opens nothing after it.
  startSession(response, { accessToken: tokens.access_token, user: tokens.claims().preferred_username })
  redirect(response, home.href)
}

async function showOrders(request, response) {
  const { accessToken, user } = session(request)
  if (!accessToken) {
    redirect(response, new URL('sign-in', home).href)
    return
  }
  const answer = await client.fetchProtectedResource(config, accessToken, orders, 'GET')
  response.writeHead(answer.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ user, orders: await answer.json() }))
}

const pages = { '/': showOrders, '/sign-in': signIn, '/callback': finishSignIn }

createServer(async (request, response) => {
  const page = pages[new URL(request.url, home).pathname]
  try {
    await (page ? page(request, response) : response.writeHead(404).end())
  } catch (error) {
    console.error(error)
    response.writeHead(502).end('That did not work.')
  }
}).listen(port)

import { createLibp2p } from 'libp2p'
import { tcp } from '@libp2p/tcp'
import { noise } from '@libp2p/noise'
import { yamux } from '@libp2p/yamux'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'

const ECHO = '/test/echo/1'

const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  services: { identify: identify({ maxInboundStreams: 10, maxOutboundStreams: 10, timeout: 30_000 }), ping: ping({ maxInboundStreams: 10, maxOutboundStreams: 10, timeout: 30_000 }) },
  connectionManager: { inboundConnectionThreshold: Infinity }
})

await node.handle(ECHO, async stream => {
  for await (const chunk of stream) {
    if (!stream.send(chunk)) {
      await stream.onDrain()
    }
  }
  await stream.close()
}, { maxInboundStreams: 500, maxOutboundStreams: 500 })

async function echo (address, bytes) {
  const stream = await node.dialProtocol(multiaddr(address), ECHO, { maxOutboundStreams: 500 })
  const sent = createHash('sha256')
  const received = createHash('sha256')
  let count = 0
  const reading = (async () => {
    for await (const chunk of stream) {
      received.update(chunk.subarray())
      count += chunk.byteLength
    }
  })()
  for (let left = bytes; left > 0;) {
    const chunk = crypto.getRandomValues(new Uint8Array(Math.min(left, 65536)))
    sent.update(chunk)
    left -= chunk.byteLength
    if (!stream.send(chunk)) {
      await stream.onDrain()
    }
  }
  await stream.close()
  await reading
  return count === bytes && sent.digest('hex') === received.digest('hex')
}

const commands = {
  ping: async ({ address }) => await node.services.ping.ping(multiaddr(address)),
  echo: async ({ address, bytes }) => await echo(address, bytes),
  parallel: async ({ address, bytes, streams }) =>
    (await Promise.all(Array.from({ length: streams }, async () => await echo(address, bytes)))).filter(Boolean).length,
  identify: async ({ address }) => {
    const connection = await node.dial(multiaddr(address))
    const { agentVersion, protocols, observedAddr } = await node.services.identify.identify(connection)
    return { agentVersion, protocols, observedAddr: String(observedAddr), muxer: connection.multiplexer, encryption: connection.encryption }
  },
  dial: async ({ address }) => String((await node.dial(multiaddr(address))).remotePeer),
  hangUp: async ({ address }) => { await node.hangUp(multiaddr(address)); return true }
}

console.log(JSON.stringify({ id: node.peerId.toString(), port: node.getMultiaddrs()[0].getComponents().find(c => c.name === 'tcp').value }))
for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...rest } = JSON.parse(line)
  commands[command](rest).then(
    result => console.log(JSON.stringify({ id, result })),
    error => console.log(JSON.stringify({ id, error: `${error.name}: ${error.message}` })))
}
await node.stop()

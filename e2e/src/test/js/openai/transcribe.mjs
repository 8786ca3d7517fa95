// OpenAI's own client against the address in argv[2], with the recording in argv[3]; prints what it got as JSON.
import { createReadStream } from 'node:fs'
import OpenAI from 'openai'

const [, , baseURL, file] = process.argv
const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 })
const ask = (options) =>
  client.audio.transcriptions.create({ file: createReadStream(file), model: 'whisper-1', ...options })

const events = []
for await (const event of await ask({ stream: true })) {
  events.push(event)
}
let refusal
try {
  await ask({ language: 'tlh' })
} catch (error) {
  refusal = { status: error.status, message: error.message, type: error.type }
}
console.log(
  JSON.stringify({
    json: await ask({}),
    text: await ask({ response_format: 'text' }),
    srt: await ask({ response_format: 'srt' }),
    vtt: await ask({ response_format: 'vtt' }),
    verbose: await ask({ response_format: 'verbose_json', timestamp_granularities: ['word', 'segment'] }),
    events,
    refusal
  })
)

// The channel of a room, a WebSocket: says hello, and after a break again, from where it was. Each frame is dispatched
// as an event of its type; `open` and `cut` tell how it stands with the connection.

const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;
const HELLO_WITHIN = 10_000;
const SIGN_OF_LIFE = 20_000;

/** Signs of life that may stay without any answer. */
const SILENCE = 2;

export class RoomChannel extends EventTarget {
  #address;
  #seen;
  #socket = null;
  #pause = SHORTEST_PAUSE;
  #retry = 0;
  #alive = 0;
  #ready = false;
  #silent = 0;

  /** @param {() => {after: number, logId: ?string}} seen what the page has of the room already */
  constructor(address, seen) {
    super();
    this.#address = new URL(address, location.href);
    this.#address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#seen = seen;
  }

  open() {
    clearTimeout(this.#retry);
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#alive = setTimeout(() => socket.close(), HELLO_WITHIN);
    socket.addEventListener('open', () => this.#write({type: 'hello', protocol: 1, ...this.#seen()}));
    socket.addEventListener('message', event => this.#hear(JSON.parse(event.data)));
    socket.addEventListener('close', event => {
      if (this.#socket !== socket) return;
      clearInterval(this.#alive);
      this.#ready = false;
      this.#tell('cut', {reason: event.reason});
      this.#retry = setTimeout(() => this.open(), this.#pause * (0.75 + Math.random() / 2));
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    });
  }

  close() {
    clearTimeout(this.#retry);
    clearInterval(this.#alive);
    this.#ready = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  /** False when nobody hears it now. */
  send(frame) {
    if (!this.#ready) return false;
    this.#write(frame);
    return true;
  }

  /** A connection on which nothing comes back is none. */
  #prove() {
    if (this.#silent++ < SILENCE) this.send({type: 'ping'});
    else this.#socket.close();
  }

  #write(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #hear(frame) {
    if (frame.type === 'hello') {
      this.#pause = SHORTEST_PAUSE;
      this.#ready = true;
      clearInterval(this.#alive);
      this.#alive = setInterval(() => this.#prove(), SIGN_OF_LIFE);
    }
    this.#silent = 0;
    this.#tell(frame.type, frame);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}

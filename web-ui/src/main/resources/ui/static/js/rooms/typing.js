// Who is writing just now.

const SHOWN = 5_000;

export class TypingLine {
  #line;
  #people = new Map();

  constructor(line) {
    this.#line = line;
  }

  add({peerId, name}) {
    clearTimeout(this.#people.get(peerId)?.end);
    this.#people.set(peerId, {name, end: setTimeout(() => this.remove(peerId), SHOWN)});
    this.#show();
  }

  remove(peerId) {
    clearTimeout(this.#people.get(peerId)?.end);
    if (this.#people.delete(peerId)) this.#show();
  }

  #show() {
    const names = [...this.#people.values()].map(({name}) => name);
    const who = names.length > 3 ? 'Several people' : names.join(names.length === 2 ? ' and ' : ', ');
    this.#line.textContent = names.length === 0 ? '' : `${who} ${names.length === 1 ? 'is' : 'are'} writing …`;
  }
}

// What was said here and is not in the room yet. It is kept in the browser until the node has taken it, and sent again
// under the same id after a break, so that it arrives once. What is not taken is shown with the reason.

const WORDS = new Set(['message', 'reply', 'announce', 'anonymous', 'file', 'lecture']);

/** From being taken to being on the page; somebody who reads elsewhere in the history never sees it there. */
const LONGEST_WAY = 3_000;

export class RoomOutbox {
  #channel;
  #key;
  #list;
  #template;
  #said;

  /**
   * @param key where the browser keeps it
   * @param list the element that shows it
   * @param refused is told of what was refused and is not shown here: {say, reason}
   */
  constructor(channel, key, list, template, refused) {
    this.#channel = channel;
    this.#key = key;
    this.#list = list;
    this.#template = template;
    this.#said = new Map(Object.entries(JSON.parse(localStorage.getItem(key) ?? '{}')));
    for (const [id, say] of this.#said) this.#show(id, say);
    channel.addEventListener('hello', () => this.#sendAll());
    channel.addEventListener('cut', () => this.#tellAll('Not connected: sent as soon as the node answers.'));
    channel.addEventListener('waiting', ({detail: {id}}) =>
      this.#tell(id, 'Kept by your node: the room has it as soon as there is a chat node.'));
    channel.addEventListener('ack', ({detail: {id, eventId}}) => this.#taken(id, eventId));
    channel.addEventListener('notice', ({detail: {id}}) => id && this.#end(id));
    channel.addEventListener('refused', ({detail: {id, reason}}) => {
      const say = this.#said.get(id);
      if (!say) return;
      this.#forget(id);
      if (!this.#refuse(id, reason)) refused({say, reason});
    });
  }

  /** @param say what the room's protocol calls so: {kind, text, target, ...} */
  say(say) {
    const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.#said.set(id, say);
    this.#keep();
    this.#show(id, say);
    if (!this.#channel.send({type: 'send', id, ...say})) this.#tell(id, 'Not connected: sent as soon as the node answers.');
    return id;
  }

  #sendAll() {
    for (const [id, say] of this.#said) {
      this.#tell(id, '');
      this.#channel.send({type: 'send', id, ...say});
    }
  }

  #show(id, say) {
    if (!WORDS.has(say.kind ?? 'message')) return;
    const item = this.#template.content.firstElementChild.cloneNode(true);
    item.dataset.said = id;
    item.dataset.text = say.text || say.file || '';
    item.querySelector('[data-part=words]').textContent = item.dataset.text;
    this.#list.append(item);
    this.#list.dispatchEvent(new CustomEvent('grown', {bubbles: true}));
  }

  #item(id) {
    return this.#list.querySelector(`[data-said="${CSS.escape(id)}"]`);
  }

  #tell(id, fate) {
    const place = this.#item(id)?.querySelector('[data-part=fate]');
    if (place) place.textContent = fate;
  }

  #tellAll(fate) {
    for (const id of this.#said.keys()) this.#tell(id, fate);
  }

  /** Stays, with the reason, until its author has read it. */
  #refuse(id, reason) {
    const item = this.#item(id);
    if (!item) return false;
    item.classList.add('is-refused');
    item.querySelector('.face').textContent = '!';
    item.querySelector('[data-part=fate]').textContent = reason;
    for (const button of item.querySelectorAll('[data-does]')) button.hidden = false;
    return true;
  }

  /** What the room has taken makes way for the post that it became. */
  arrived() {
    for (const item of this.#list.querySelectorAll('[data-event]')) {
      if (document.getElementById(`post-${item.dataset.event}`)) item.remove();
    }
  }

  #taken(id, event) {
    this.#forget(id);
    const item = this.#item(id);
    if (!item) return;
    item.dataset.event = event;
    setTimeout(() => item.remove(), LONGEST_WAY);
    this.arrived();
  }

  #end(id) {
    this.#forget(id);
    this.#item(id)?.remove();
  }

  #forget(id) {
    if (this.#said.delete(id)) this.#keep();
  }

  #keep() {
    if (this.#said.size === 0) localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#said)));
  }
}

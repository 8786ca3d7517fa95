// What a text box suggests while one writes: commands behind a slash, people behind an at sign.

const COMMANDS = [
  ['/help', 'everything that can be typed here'],
  ['/who', 'who is in the room'],
  ['/topic ', 'begins a topic that others answer in'],
  ['/dm ', 'name and text: says it to one person alone'],
  ['/ask ', 'asks without a name: a professor can open who asked'],
  ['/ml ', 'has a file of the room read'],
  ['/savehistory ', 'md, json or txt: writes the history into the data folder'],
];
const MOST = 8;

/** The words at the caret that may be completed: {from, to, choices: [[insert, help]]}; null when there are none. */
function at(text, caret) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) {
    const choices = COMMANDS.filter(([command]) => command.trim().startsWith(before) && command.trim() !== before);
    return choices.length > 0 ? {from: 0, to: caret, choices} : null;
  }
  const name = /(?:^|\s)@([^\s@]*)$/.exec(before);
  if (!name) return null;
  const people = [...document.querySelectorAll('#people [data-person]')].map(({dataset}) => dataset.person);
  const choices = people
    .filter(person => person.toLowerCase().startsWith(name[1].toLowerCase()))
    .slice(0, MOST)
    .map(person => [`@${person} `, '']);
  return choices.length > 0 ? {from: caret - name[1].length - 1, to: caret, choices} : null;
}

export class Suggestions {
  #text;
  #list;
  #now = null;
  #chosen = 0;

  constructor(text, list) {
    this.#text = text;
    this.#list = list;
    text.addEventListener('input', () => this.#look());
    text.addEventListener('blur', () => this.close());
    list.addEventListener('pointerdown', event => {
      event.preventDefault();
      const option = event.target.closest('[role=option]');
      if (option) this.#take([...list.children].indexOf(option));
    });
  }

  /** True when the key was for the suggestions. */
  key(event) {
    if (!this.#now) return false;
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) this.#choose(this.#chosen + step);
    else if (event.key === 'Tab' || event.key === 'Enter') this.#take(this.#chosen);
    else if (event.key === 'Escape') this.close();
    else return false;
    return true;
  }

  close() {
    this.#now = null;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#text.removeAttribute('aria-activedescendant');
  }

  #look() {
    this.#now = at(this.#text.value, this.#text.selectionEnd);
    if (!this.#now) {
      this.close();
      return;
    }
    this.#list.replaceChildren(...this.#now.choices.map(([insert, help], i) => {
      const option = document.createElement('li');
      option.id = `${this.#list.id}-${i}`;
      option.setAttribute('role', 'option');
      option.append(Object.assign(document.createElement('strong'), {textContent: insert.trim()}), ` ${help}`);
      return option;
    }));
    this.#list.hidden = false;
    this.#choose(0);
  }

  #choose(index) {
    const options = [...this.#list.children];
    this.#chosen = (index + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.#chosen)));
    this.#text.setAttribute('aria-activedescendant', options[this.#chosen].id);
  }

  #take(index) {
    const {from, to, choices} = this.#now;
    this.#text.setRangeText(choices[index][0], from, to, 'end');
    this.close();
    this.#text.dispatchEvent(new Event('input', {bubbles: true}));
  }
}

// Every element with data-key is reached by that key: fields are focused, the rest is clicked. The list of shortcuts
// is made of the same attributes.

const FIELDS = 'input, textarea, select, [contenteditable]';

const visible = element => element.checkVisibility();

function reach(key) {
  const element = [...document.querySelectorAll('[data-key]')].find(each => each.dataset.key === key && visible(each));
  if (!element) return false;
  element.focus();
  if (!element.matches(FIELDS)) element.click();
  return true;
}

/** j and k walk through swarms and posts. Posts are read from their end. */
function walk(step) {
  const stops = [...document.querySelectorAll('.swarm-name a, #timeline > .post')];
  const now = stops.findIndex(stop => stop.closest('.swarm, .post').contains(document.activeElement));
  const first = step > 0 && stops[0]?.matches('a') ? 0 : -1;
  stops.at(now < 0 ? first : Math.min(Math.max(now + step, 0), stops.length - 1))?.focus();
  return stops.length > 0;
}

const STEPS = {j: 1, k: -1};
const ARROWS = {ArrowDown: 1, ArrowUp: -1};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches(FIELDS)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (document.querySelector('dialog[open]')) return;
  const step = STEPS[event.key] ?? (event.target.matches('.post') ? ARROWS[event.key] : undefined);
  const done = step ? walk(step) : reach(event.key);
  if (done) event.preventDefault();
});

const dialog = document.getElementById('shortcuts');

function list() {
  const keys = [...document.querySelectorAll('[data-key]')].map(each => [each.dataset.key, each.dataset.keyHelp]);
  if (document.querySelector('.swarm')) keys.push(['j', 'Next swarm'], ['k', 'Swarm before']);
  if (document.querySelector('room-page')) {
    keys.push(['j', 'Next message, or ↓'], ['k', 'Message before, or ↑'], ['r', 'Answer the message'], ['+', 'React to it'],
      ['e', 'Edit it, if it is yours'], ['Del', 'Delete it, if you may'], ['p', 'Pin it, if you may'], ['Esc', 'Leave the box, close what is beside']);
  }
  dialog.querySelector('.keys').replaceChildren(...keys.flatMap(([key, help]) => {
    const term = document.createElement('dt');
    term.append(Object.assign(document.createElement('kbd'), {textContent: key}));
    return [term, Object.assign(document.createElement('dd'), {textContent: help})];
  }));
}

new MutationObserver(() => dialog.open && list()).observe(dialog, {attributeFilter: ['open']});

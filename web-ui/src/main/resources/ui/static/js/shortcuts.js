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

/** j and k walk through the list. */
function walk(step) {
  const links = [...document.querySelectorAll('.swarm-name a')];
  const now = links.findIndex(link => link.closest('.swarm').contains(document.activeElement));
  links.at(now < 0 ? (step > 0 ? 0 : -1) : Math.min(Math.max(now + step, 0), links.length - 1))?.focus();
  return links.length > 0;
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches(FIELDS)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (document.querySelector('dialog[open]')) return;
  const done = event.key === 'j' ? walk(1) : event.key === 'k' ? walk(-1) : reach(event.key);
  if (done) event.preventDefault();
});

const dialog = document.getElementById('shortcuts');

function list() {
  const keys = [...document.querySelectorAll('[data-key]')].map(each => [each.dataset.key, each.dataset.keyHelp]);
  if (document.querySelector('.swarm')) keys.push(['j', 'Next swarm'], ['k', 'Swarm before']);
  dialog.querySelector('.keys').replaceChildren(...keys.flatMap(([key, help]) => {
    const term = document.createElement('dt');
    term.append(Object.assign(document.createElement('kbd'), {textContent: key}));
    return [term, Object.assign(document.createElement('dd'), {textContent: help})];
  }));
}

new MutationObserver(() => dialog.open && list()).observe(dialog, {attributeFilter: ['open']});

// Turns an element into another of the same shape by changing only what differs, so that focus, scroll positions,
// open menus and running transitions stay. Children are matched by id, else by position.
// A custom element owns what is inside it and the attributes that it gave itself; `open` belongs to the person.

const KEPT_ATTRIBUTES = new Set(['open']);

export function morph(from, to) {
  if (from.nodeName !== to.nodeName) {
    from.replaceWith(to);
    htmx.process(to);
    return;
  }
  const custom = from.localName.includes('-');
  const acted = syncAttributes(from, to, custom);
  if (!custom) syncChildren(from, to);
  if (from.localName === 'select') syncChoice(from);
  if (acted) htmx.process(from);
}

/** True when what htmx does with the element changed. */
function syncAttributes(from, to, custom) {
  let acted = false;
  for (const {name, value} of to.attributes) {
    if (from.getAttribute(name) === value || KEPT_ATTRIBUTES.has(name)) continue;
    from.setAttribute(name, value);
    acted ||= name.startsWith('hx-');
  }
  for (const {name} of [...from.attributes]) {
    if (!custom && !to.hasAttribute(name) && !KEPT_ATTRIBUTES.has(name)) from.removeAttribute(name);
  }
  if (from.localName === 'input' && from !== document.activeElement && to.type !== 'file') {
    from.checked = to.checked;
    if (from.value !== to.value) from.value = to.value;
  }
  return acted;
}

function syncChildren(from, to) {
  const known = new Map();
  for (const child of from.children) if (child.id) known.set(child.id, child);
  let here = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const match = wanted.id ? known.get(wanted.id) : here && !here.id && here.nodeName === wanted.nodeName ? here : null;
    if (!match) {
      from.insertBefore(wanted, here);
      if (wanted.nodeType === Node.ELEMENT_NODE) htmx.process(wanted);
      continue;
    }
    if (match === here) here = here.nextSibling;
    else from.insertBefore(match, here);
    if (match.nodeType !== Node.ELEMENT_NODE) {
      if (match.data !== wanted.data) match.data = wanted.data;
    } else {
      morph(match, wanted);
    }
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

function syncChoice(select) {
  if (select === document.activeElement) return;
  const chosen = select.querySelector('option[selected]');
  if (chosen && !chosen.selected) chosen.selected = true;
}

htmx.defineExtension('morph', {
  isInlineSwap: style => style === 'morph',
  handleSwap(style, target, fragment) {
    if (style !== 'morph') return false;
    const wanted = fragment.firstElementChild;
    if (wanted) morph(target, wanted);
    return [target];
  },
});

// Asks the page's server for parts of a page.

import {notify} from '../actions.js';

/** The first element of what is at the address; null, and the person is told, when there is none. */
export async function fragment(address) {
  try {
    const answer = await fetch(address, {headers: {'HX-Request': 'true', 'Accept': 'text/html'}});
    const template = document.createElement('template');
    template.innerHTML = await answer.text();
    if (answer.ok) return template.content.firstElementChild;
    const said = template.content.querySelector('.notice p, .failure p')?.textContent;
    tell(said ?? `The answer was ${answer.status}.`);
  } catch {
    tell('Lyceum does not answer. See whether it still runs, then try again.');
  }
  return null;
}

/** Once: many parts may fail for one reason. */
function tell(sentence) {
  const told = [...document.querySelectorAll('#notices .notice p')].some(({textContent}) => textContent === sentence);
  if (!told) notify(sentence);
}

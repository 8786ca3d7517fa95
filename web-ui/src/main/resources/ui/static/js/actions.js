// What buttons do that needs no server: copy, dismiss, open a dialog. And what is said when the server is gone.

const NOTICE_STAYS = 6_000;

/** @param offer a button on it: {word, act} */
export function notify(sentence, kind = 'failure', offer = null) {
  const notice = document.getElementById('notice-template').content.firstElementChild.cloneNode(true);
  notice.classList.replace('notice-failure', `notice-${kind}`);
  notice.querySelector('p').textContent = sentence;
  if (offer) {
    const button = Object.assign(document.createElement('button'), {type: 'button', className: 'btn btn-plain btn-sm', textContent: offer.word});
    button.addEventListener('click', offer.act);
    notice.querySelector('p').append(' ', button);
  }
  document.getElementById('notices').append(notice);
  return notice;
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copies);
    // Not on the button: what happens in the swarm writes its label again.
    notify('The magnet link is copied: paste it where you want it fetched.', 'success');
  } catch {
    // No clipboard outside of https and localhost: show it to be copied by hand.
    prompt('Copy the link:', button.dataset.copies);
  }
}

document.addEventListener('click', event => {
  const button = event.target.closest('button, [data-dismisses]');
  if (button?.dataset.copies) copy(button);
  if (button && 'dismisses' in button.dataset) button.closest('.notice').remove();
  if (button?.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  for (const menu of document.querySelectorAll('details.chooser[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.chooser[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

const question = document.getElementById('question');
document.addEventListener('htmx:afterSwap', event => {
  if (event.detail.target === question) question.showModal();
});
question.addEventListener('htmx:afterRequest', () => question.close());

document.addEventListener('htmx:afterRequest', event => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !('resets' in form.dataset)) return;
  // a file that was refused and mended is chosen again, which would be no change
  if (event.detail.successful || form.dataset.resets === 'always') form.reset();
});
document.addEventListener('htmx:sendError', () => {
  notify('Lyceum does not answer. See whether it still runs, then try again.');
});

new MutationObserver(records => {
  for (const notice of records.flatMap(record => [...record.addedNodes])) {
    if (notice.classList?.contains('notice-success')) setTimeout(() => notice.remove(), NOTICE_STAYS);
  }
}).observe(document.getElementById('notices'), {childList: true});

// Where posts that were fetched apart meet: a day is named once, and a name is not repeated while one goes on.

const ONE_BREATH = 5 * 60 * 1000;

/** @param below a post that may be the first of its day only if the one above it is of another */
export function join(below) {
  let above = below.previousElementSibling;
  while (above && !above.matches('.post[data-day]')) above = above.previousElementSibling;
  if (!above) return;
  const sameDay = above.dataset.day === below.dataset.day;
  if (sameDay) below.querySelector('.day')?.remove();
  const goesOn = sameDay
    && below.dataset.kind === 'message' && above.dataset.kind === 'message'
    && below.dataset.author === above.dataset.author
    && (below.dataset.topic ?? '') === (above.dataset.topic ?? '')
    && below.dataset.sent - above.dataset.sent < ONE_BREATH
    && !below.previousElementSibling.matches('.unread-line');
  below.classList.toggle('is-continued', goesOn);
}

const isoDay = date => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-');

/** Says today and yesterday where a date stands. */
export function nameDays(list) {
  const now = new Date();
  const words = new Map([
    [isoDay(now), 'Today'],
    [isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)), 'Yesterday'],
  ]);
  for (const day of list.querySelectorAll('.day span')) {
    day.dataset.date ??= day.textContent;
    day.textContent = words.get(day.closest('.post').dataset.day) ?? day.dataset.date;
  }
}

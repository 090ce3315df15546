// Says of what was published in the last week how long ago that was; the date stays where one asks for it.
const DAY = 86_400_000;
const wanted = document.querySelectorAll(
  ":is(.news-card__when, .headline-list__when, .story-block__when, .lead-story__when, .related-card__when) > time",
);
// Days of the calendar, as the reader's clock counts them; a date alone has no zone.
const dayOf = (date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());

for (const time of wanted) {
  const { dateTime } = time;
  const then = dateTime.length > 10 ? dayOf(new Date(dateTime)) : Date.parse(dateTime);
  const days = (dayOf(new Date()) - then) / DAY;
  if (!(days >= 0 && days < 7)) continue;
  time.title = time.textContent;
  time.textContent = ["Hari ini", "Kemarin"][days] ?? `${days} hari lalu`;
}

// "/" leads to the field of the search, or where a page shows none to the search page.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  const fields = [...document.querySelectorAll(".search-form__input, .site-search__input")];
  const field = fields.find((one) => one.offsetParent);
  if (field) field.focus();
  else document.querySelector(".site-search__link")?.click();
});

// "/" leads to the search page, or to its field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  event.preventDefault();
  const field = document.querySelector(".search-form__input");
  if (field) field.focus();
  else document.querySelector('.site-menu__link[href$="/cari/"]')?.click();
});

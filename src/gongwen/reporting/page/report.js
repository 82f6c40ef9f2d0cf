"use strict";
const items = [...document.querySelectorAll("li[data-edit]")];
const groups = [...document.querySelectorAll("#changes details")];
const count = document.querySelector("output");
const nothing = document.querySelector(".nothing");
const said = document.querySelector(".said");
const indexes = new Map(items.map((item, index) => [item.dataset.edit, index]));
const pieces = new Map(items.map(item => [item.dataset.edit, []]));
for (const piece of document.querySelectorAll(".edit")) pieces.get(piece.dataset.edit).push(piece);
let current = -1;

const chosen = name => new Set([...document.querySelectorAll(`input[name=${name}]:checked`)].map(box => box.value));

function filter() {
  const standings = chosen("standing"), families = chosen("family");
  let shown = 0;
  for (const item of items) {
    const on = standings.has(item.dataset.standing) && item.dataset.family.split(" ").some(name => families.has(name));
    item.hidden = !on;
    shown += on;
    for (const piece of pieces.get(item.dataset.edit)) piece.classList.toggle("off", !on);
  }
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
  count.textContent = shown === items.length ? shown : `${shown} / ${items.length}`;
  nothing.hidden = shown > 0;
}

function mark(index, on) {
  if (index < 0) return;
  const item = items[index];
  item.classList.toggle("current", on);
  if (on) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
  for (const piece of pieces.get(item.dataset.edit)) piece.classList.toggle("current", on);
}

function show(index) {
  mark(current, false);
  current = index;
  mark(current, true);
  const item = items[index];
  item.closest("details").open = true;
  item.scrollIntoView({ block: "nearest" });
  const place = document.getElementById("e" + item.dataset.edit);
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
  said.textContent = item.textContent.replace(/\s+/g, " ");
}

function step(by) {
  for (let index = current + by; index >= 0 && index < items.length; index += by) {
    if (!items[index].hidden) return show(index);
  }
}

document.addEventListener("change", event => {
  if (event.target.name === "beside") document.body.classList.toggle("beside", event.target.checked);
  else filter();
});
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j" || event.key === "n") step(1);
  if (event.key === "k" || event.key === "p") step(-1);
});
document.addEventListener("click", event => {
  if (event.target.closest("a[href^='#rule-'], summary, .skips")) return;
  const place = event.target.closest(".edit:not(.off), li[data-edit]");
  if (!place) return;
  event.preventDefault();
  show(indexes.get(place.dataset.edit));
});
addEventListener("beforeprint", () => { for (const group of groups) group.open = true; });
filter();

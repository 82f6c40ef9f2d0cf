"use strict";
const body = document.querySelector("tbody");
const rows = [...body.rows];
const form = document.forms[0];
const heads = [...document.querySelectorAll("th")];

function value(row, column) {
  const cell = row.cells[column];
  return cell.classList.contains("number") ? Number(cell.dataset.value) : cell.textContent;
}

const words = new Intl.Collator(document.documentElement.lang, { numeric: true });

function compare(a, b) {
  return typeof a === "number" ? a - b : words.compare(a, b);
}

function sort(column) {
  const head = heads[column];
  const numbers = rows.length > 0 && rows[0].cells[column].classList.contains("number");
  const before = head.getAttribute("aria-sort");
  const down = before ? before === "ascending" : numbers;
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  rows.sort((a, b) => (down ? -1 : 1) * compare(value(a, column), value(b, column)));
  body.append(...rows);
}

// Wide forms of letters, digits and brackets are found by the narrow ones, and the other way round.
function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

function filter() {
  const wanted = plain(form.elements.words.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = plain(row.textContent);
    row.hidden = (form.elements.look.checked && !row.classList.contains("look")) || !wanted.every(word => text.includes(word));
    shown += !row.hidden;
  }
  document.querySelector("output").textContent = `${shown} / ${rows.length}`;
}

heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => sort(column)));
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
filter();

"use strict";
// Sorts a table by the column whose heading is pressed; pressed again, the other way round. Without it the tables stand as they are.
const value = (row, column) => {
  const cell = row.cells[column];
  const text = (cell.dataset.order ?? cell.querySelector("b")?.textContent ?? cell.textContent).trim();
  const number = Number(text.replace(/^★\s*/, "").replaceAll(",", ""));
  return text === "" || Number.isNaN(number) ? text.toLowerCase() : number;
};
const compare = (one, other) =>
  typeof one === typeof other ? (one < other ? -1 : one > other ? 1 : 0) : typeof one === "number" ? -1 : 1;
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const sorted = head.getAttribute("aria-sort");
      const rows = [...body.rows].map((row, place) => ({ row, place, own: value(row, column) }));
      const numbers = rows.every(({ own }) => typeof own === "number");
      // Numbers begin with the greatest, words with A.
      const down = sorted ? sorted === "ascending" : numbers;
      rows.sort((one, other) => (down ? -1 : 1) * compare(one.own, other.own) || one.place - other.place);
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.replaceChildren(...rows.map(({ row }) => row));
    });
  });
}

// Search, filter and sort on lists of units and of promises. Without this script a list stands as it is.
(() => {
  const form = document.getElementById("saring");
  if (!form) return;
  const [words, shown, order] = ["cari", "tampil", "urut"].map((id) => document.getElementById(id));
  const picks = [...form.querySelectorAll("[data-by]")];
  const said = form.querySelector("[role=status]");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const rows = [...document.querySelectorAll("table.scores tbody tr, [data-row]")].map((row, place) => ({
    row, place, body: row.parentNode, name: plain((row.cells?.[0] ?? row).textContent),
    hasNumber: Boolean(row.querySelector(".number")), n: Number(row.cells?.[2].textContent.replace(/\D/g, "")) || 0,
  }));
  const sections = new Set(rows.map((one) => one.body.closest("section")));

  const apply = () => {
    const asked = plain(words.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const one of rows) {
      const fits = asked.every((word) => one.name.includes(word)) && (!shown?.checked || one.hasNumber)
        && picks.every((pick) => !pick.value || one.row.dataset[pick.dataset.by] === pick.value);
      one.row.hidden = !fits;
      count += fits;
    }
    for (const section of sections) section.hidden = !rows.some((one) => section.contains(one.row) && !one.row.hidden);
    said.textContent = form.dataset.count.replace("{count}", count);
  };
  const sort = () => {
    const by = order.value === "n" ? (a, b) => b.n - a.n || a.place - b.place : (a, b) => a.place - b.place;
    for (const one of [...rows].sort(by)) one.body.append(one.row);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => (event.target === order ? sort() : apply()));
  form.hidden = false;
})();

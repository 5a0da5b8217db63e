// Rows are pushed to everybody who watches the inbox; a row that does not belong to the list on screen leaves it again.
const belongs = {
  all: () => true,
  mine: (row, list) => row.dataset.assignee === list.dataset.me,
  unassigned: row => row.dataset.assignee === '',
};

export function filter() {
  const list = document.getElementById('rows');
  if (!list) return;
  const statuses = list.dataset.statuses.split(' ');
  for (const row of list.querySelectorAll('.row')) {
    if (!statuses.includes(row.dataset.status) || !belongs[list.dataset.tab](row, list)) row.remove();
  }
}

document.addEventListener('htmx:finally:swap', filter);

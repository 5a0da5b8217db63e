// Rows are pushed to everybody who watches the inbox; a row that does not belong to the list on screen leaves it again.
const belongs = {
  all: () => true,
  mine: (row, list) => row.dataset.assignee === list.dataset.me,
  unassigned: row => row.dataset.assignee === '',
};

export function filter() {
  const list = document.getElementById('rows');
  if (!list) return;
  const { status, tab } = list.dataset;
  for (const row of list.querySelectorAll('.row')) {
    if (row.dataset.status !== status || !belongs[tab](row, list)) row.remove();
  }
}

document.addEventListener('list:changed', filter);

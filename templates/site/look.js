// ES5, like all scripts here: the page is complete without them. Text size and black mode; what the others use.
var doc = document, root = doc.documentElement;

function each(selector, act) {
  Array.prototype.forEach.call(doc.querySelectorAll(selector), act);
}
function keep(name, value) {
  try { localStorage.setItem(name, value); } catch (denied) {}
}
function look() {
  each('[data-size]', function (button) {
    var size = button.getAttribute('data-size');
    button.setAttribute('aria-pressed', String(size ? root.classList.contains(size) : !/f[23]/.test(root.className)));
  });
  each('[data-black]', function (button) {
    button.setAttribute('aria-pressed', String(root.classList.contains('hc')));
  });
}
each('[data-size]', function (button) {
  button.addEventListener('click', function () {
    var size = button.getAttribute('data-size');
    root.classList.remove('f2', 'f3');
    if (size) root.classList.add(size);
    keep('listgen-size', size);
    look();
  });
});
each('[data-black]', function (button) {
  button.addEventListener('click', function () {
    keep('listgen-black', root.classList.toggle('hc') ? '1' : '');
    look();
  });
});
look();

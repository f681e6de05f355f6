// Before the first paint: JavaScript is there, and the reader's text size and colours.
(function (root) {
  var names = ['on'], size;
  try {
    size = localStorage.getItem('listgen-size');
    if (/^f[23]$/.test(size)) names.push(size);
    if (localStorage.getItem('listgen-black') === '1') names.push('hc');
  } catch (denied) {}
  root.className = names.join(' ');
})(document.documentElement);

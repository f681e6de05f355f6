// A village's page. A link to an item opens it; opening one puts it in the address, so that it can be sent on
var items = Array.prototype.slice.call(doc.querySelectorAll('details')), opened;

function note(address) {
  history.scrollRestoration = box.value ? 'manual' : 'auto';
  try { history.replaceState({query: box.value}, '', address); } catch (denied) {}
}
function arrive() {
  var id, target;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch (malformed) { return; }
  target = id && doc.getElementById(id);
  if (!target || target.tagName !== 'DETAILS') return;
  if (box.value && shown.indexOf(items.indexOf(target)) < 0) { box.value = ''; search(); }
  target.open = true;
  target.scrollIntoView();
}
window.addEventListener('hashchange', arrive);
// All of it is printed, and then closed again
window.addEventListener('beforeprint', function () {
  opened = items.filter(function (item) { return !item.open; });
  opened.forEach(function (item) { item.open = true; });
});
window.addEventListener('afterprint', function () {
  opened.forEach(function (item) { item.open = false; });
  setTimeout(function () { opened = 0; });
});
items.forEach(function (item) {
  item.addEventListener('toggle', function () {
    if (opened || !item.open) return;
    note('#' + encodeURIComponent(item.id));
    offer(item.lastElementChild, item.querySelector('summary span').textContent);
  });
});
// For the items' own pages, which all villages share: whose page they were opened from
(function () {
  var call = doc.querySelector('main > .call'), page = /(\d{6})\/(index\.html)?$/.exec(location.pathname);
  try {
    sessionStorage.setItem('listgen-village', JSON.stringify({
      page: page[1], name: doc.querySelector('h1').textContent,
      call: call && call.href, phone: call && call.querySelector('b').textContent
    }));
  } catch (denied) {}
})();

// Search: the items found move to the top, best first, each with the list it is of; and back when it is over
var find = doc.getElementById('find'), box = doc.getElementById('q'), found = doc.getElementById('found');
var hits = doc.getElementById('hits'), clear = doc.getElementById('clear'), none = doc.getElementById('none');
var seek, homes, shown = [];

function putBack() {
  // The last of a list first, so that each finds the one it stood before
  shown.sort(function (one, other) { return other - one; }).forEach(function (place) {
    var item = items[place], home = homes[place], next = items[place + 1];
    item.querySelector('summary').removeChild(item.querySelector('.from'));
    home.insertBefore(item, next && homes[place + 1] === home ? next : null);
  });
  shown = [];
  hits.textContent = '';
}
function show(place) {
  var list = homes[place].parentNode, hit = doc.createElement('div'), from = doc.createElement('b');
  hit.className = list.className.replace('list', 'items');
  from.className = 'from';
  from.textContent = list.getAttribute('aria-label').replace(/^(村里|社区)/, '$1\u200b');
  items[place].querySelector('summary').insertBefore(from, items[place].querySelector('summary span'));
  hit.appendChild(items[place]);
  hits.appendChild(hit);
}
function entry(item) {
  var name = item.querySelector('summary span').textContent;
  return {name: name, keys: item.getAttribute('data-k'), text: item.textContent};
}
function search() {
  var query = box.value.trim(), answer, count;
  if (query && !seek) seek = finder(items.map(entry), find.getAttribute('data-pinyin'));
  answer = query ? seek(query) : {places: [], sure: true};
  count = answer.places.length;
  putBack();
  answer.places.forEach(show);
  shown = answer.places.slice();
  note(location.hash);
  root.classList[query ? 'add' : 'remove']('searching');
  clear.hidden = !box.value;
  if (none) none.hidden = answer.sure && (!query || count > 0);
  found.textContent = !query ? '' : !count ? '没找到。请换个说法，或者来问我们。' :
    !answer.sure ? '没有正好的，看看是不是这' + count + '项：' :
    count > 7 ? '先看最像的' + count + '项，说具体些找得更准' : '找到' + count + '项';
}
homes = items.map(function (item) { return item.parentNode; });
box.addEventListener('input', search);
box.addEventListener('keydown', function (event) {
  if (event.key === 'Enter' && !event.isComposing) box.blur();
});
box.addEventListener('focus', function () { find.scrollIntoView(); });
clear.addEventListener('click', function () { box.value = ''; search(); box.focus(); });
// Without scripts these lead to the items' own pages
each('.often a', function (link) {
  link.href = '#' + /[^/]*(?=\/index)/.exec(link.href)[0];
  link.addEventListener('click', function () { setTimeout(arrive); });
});
if (voice) voice.getVoices();
// Back from another page: what was looked for is found again
box.value = history.state && history.state.query || '';
if (box.value) search();
arrive();

// An item's page: the way back to the village that the reader came from, and its phone
(function () {
  var words = doc.getElementById('words'), from, back = doc.getElementById('back'), call = doc.getElementById('call');
  function speak() { offer(words, doc.querySelector('h1').textContent); }
  speak();
  if (voice && voice.addEventListener) voice.addEventListener('voiceschanged', speak);
  try { from = JSON.parse(sessionStorage.getItem('listgen-village')); } catch (denied) {}
  if (!from || !/^\d{6}$/.test(from.page)) return;
  back.href = '../../' + from.page + '/index.html#' + /([^/]*)\/(index\.html)?$/.exec(location.pathname)[1];
  back.querySelector('span').textContent = '回到' + from.name;
  if (!/^tel:[+\d,]+$/.test(from.call)) return;
  call.href = from.call;
  call.querySelector('span').firstChild.data = '打电话问' + from.name;
  call.querySelector('b').textContent = from.phone;
  if (from.phone.length < 14) call.classList.add('short');
  call.hidden = false;
})();

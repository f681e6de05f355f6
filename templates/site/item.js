// An item's page: the way back to the village that the reader came from, and its phone
each('.alone', function (part) {
  function speak() { offer(part, doc.querySelector('h1').textContent); }
  speak();
  if (voice && voice.addEventListener) voice.addEventListener('voiceschanged', speak);
});
(function () {
  var from, back = doc.getElementById('back'), call = doc.getElementById('call');
  try { from = JSON.parse(sessionStorage.getItem('listgen-village')); } catch (denied) {}
  if (!from || !/^\d{6}$/.test(from.page)) return;
  back.href = '../../' + from.page + '/index.html';
  back.querySelector('span').textContent = '回到' + from.name;
  if (!/^tel:[+\d,]+$/.test(from.call)) return;
  call.href = from.call;
  call.querySelector('span').firstChild.data = '打电话问' + from.name;
  call.querySelector('b').textContent = from.phone;
  call.hidden = false;
})();

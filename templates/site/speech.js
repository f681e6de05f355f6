// Reading aloud, where the browser has a Chinese voice; sentence by sentence, since long ones break off
var voice = window.speechSynthesis, READ = '读给我听', STOP = '停';

function chinese() {
  return voice && voice.getVoices().filter(function (one) { return /^(zh|cmn)(?!.*HK)/i.test(one.lang); })[0];
}
function quiet() {
  if (voice) voice.cancel();
  each('.read', function (button) { button.textContent = READ; });
}
function read(button, text) {
  var on = button.textContent === STOP;
  quiet();
  if (on) return;
  button.textContent = STOP;
  text.match(/[^。\n]+/g).forEach(function (sentence, place, all) {
    var words = new SpeechSynthesisUtterance(sentence);
    words.lang = 'zh-CN';
    words.voice = chinese();
    words.rate = 0.85;
    if (place === all.length - 1) words.onend = function () { button.textContent = READ; };
    voice.speak(words);
  });
}
// A button at the end of a part; what it is called is read first, what leads elsewhere is not
function offer(part, called) {
  var button;
  if (part.voiced || !chinese()) return;
  part.voiced = true;
  button = doc.createElement('button');
  button.type = 'button';
  button.className = 'read';
  button.textContent = READ;
  button.addEventListener('click', function () {
    read(button, [called].concat(Array.prototype.map.call(part.children, function (child) {
      return /no|read/.test(child.className) ? '' : child.innerText;
    })).join('\n'));
  });
  part.appendChild(button);
}
window.addEventListener('pagehide', quiet);

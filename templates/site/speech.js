// Reading aloud, where the browser has a Chinese voice
var voice = window.speechSynthesis;

function chinese() {
  return voice && voice.getVoices().filter(function (one) { return /^zh/i.test(one.lang); })[0];
}
function read(text) {
  var words;
  if (voice.speaking) { voice.cancel(); return; }
  words = new SpeechSynthesisUtterance(text);
  words.lang = 'zh-CN';
  words.voice = chinese();
  words.rate = 0.85;
  voice.speak(words);
}
// A button at the end of a part; name is what is read before the part's own text
function offer(part, name) {
  var button;
  if (part.voiced || !chinese()) return;
  part.voiced = true;
  button = doc.createElement('button');
  button.type = 'button';
  button.className = 'read';
  button.textContent = '读给我听';
  button.addEventListener('click', function () {
    read(name + '。' + part.innerText.replace(button.textContent, ''));
  });
  part.appendChild(button);
}

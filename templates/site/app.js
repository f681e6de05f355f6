// ES5: the page is complete without it. Text size, black mode, opening a linked item, search, reading aloud.
(function () {
  'use strict';
  var doc = document, root = doc.documentElement;

  function each(selector, act) {
    Array.prototype.forEach.call(doc.querySelectorAll(selector), act);
  }
  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (denied) {}
  }

  // Text size and black mode
  function look() {
    var size = root.classList.contains('f3') ? 'f3' : root.classList.contains('f2') ? 'f2' : '';
    each('[data-size]', function (button) {
      button.setAttribute('aria-pressed', String(button.getAttribute('data-size') === size));
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

  // Items: a link to one opens it; opening one puts it in the address, so that it can be sent on
  var items = Array.prototype.slice.call(doc.querySelectorAll('details')), voice = window.speechSynthesis;
  function arrive() {
    var id, target;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (malformed) { return; }
    target = id && doc.getElementById(id);
    if (target && target.tagName === 'DETAILS') {
      target.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener('hashchange', arrive);
  window.addEventListener('beforeprint', function () {
    items.forEach(function (item) { item.open = true; });
  });
  function chinese() {
    return voice && voice.getVoices().filter(function (one) { return /^zh/i.test(one.lang); })[0];
  }
  function read(item, button) {
    var words;
    if (voice.speaking) { voice.cancel(); return; }
    words = new SpeechSynthesisUtterance(item.innerText.replace(button.textContent, ''));
    words.lang = 'zh-CN';
    words.voice = chinese();
    words.rate = 0.85;
    voice.speak(words);
  }
  items.forEach(function (item) {
    item.addEventListener('toggle', function () {
      var button;
      if (!item.open) return;
      try { history.replaceState(null, '', '#' + encodeURIComponent(item.id)); } catch (denied) {}
      if (item.voiced || !chinese()) return;
      item.voiced = true;
      button = doc.createElement('button');
      button.type = 'button';
      button.className = 'read';
      button.textContent = '读给我听';
      button.addEventListener('click', function () { read(item, button); });
      item.lastElementChild.appendChild(button);
    });
  });

  // Search. What is shown are the items of the best rank that any item reaches: a villager's word or the name
  // says it, or sounds like it in pinyin; else its text says it; else as many pairs of characters as possible agree.
  var find = doc.getElementById('find'), box = doc.getElementById('q'), found = doc.getElementById('found');
  var clear = doc.getElementById('clear'), none = doc.getElementById('none'), sounds = {}, SAID = 100;

  function squeeze(text) {
    return text.toLowerCase().replace(/[\s,.?!、，。？！：；“”（）()]+/g, '');
  }
  function bare(text) {
    var rest = text.replace(/^(请问|我们家|我家|我们|我|想要|想|要|怎么|怎样|如何|办理|申请|办|领|开)+/, '')
      .replace(/(怎么办|怎么弄|怎么领|去哪办|去哪儿办|在哪办|哪里办|找谁|吗|呢|了)+$/, '');
    return rest.length > 1 ? rest : text;
  }
  // How well letters spell the characters from a place on: 2 in full syllables, 1 in first letters, 0 not at all
  function spells(letters, word, place) {
    var best = 0;
    if (!letters) return 2;
    (sounds[word.charAt(place)] || []).forEach(function (sound) {
      var length = 0;
      while (length < sound.length && letters.charAt(length) === sound.charAt(length)) length += 1;
      for (; length; length -= 1) {
        best = Math.max(best, Math.min(length < sound.length ? 1 : 2, spells(letters.slice(length), word, place + 1)));
      }
    });
    return best;
  }
  // Two letters match the start of a word or anything in a short one, three or more match anywhere
  function sound(letters, entry) {
    var best = 0;
    entry.words.forEach(function (word, at) {
      for (var place = 0, fit; place < word.length; place += 1) {
        if (place && letters.length < 3 && (!at || word.length > 4)) return;
        fit = spells(letters, word, place);
        if (fit) best = Math.max(best, SAID + 50 * fit + (place ? at ? 20 : 10 : 30));
      }
    });
    return best;
  }
  function pairs(query, entry) {
    var score = 0, place, pair;
    for (place = 0; place < query.length - 1; place += 1) {
      pair = query.substr(place, 2);
      if (/[\x00-\x7f]/.test(pair)) continue;
      score += entry.names.indexOf(pair) >= 0 ? 3 : entry.text.indexOf(pair) >= 0 ? 1 : 0;
    }
    return score;
  }
  function rank(query, entry) {
    if (entry.names.indexOf(query) >= 0) return 200;
    if (/^[a-z]+$/.test(query)) return sound(query, entry);
    if (entry.words.some(function (word) { return word.length > 1 && query.indexOf(word) >= 0; })) return 200;
    return entry.text.indexOf(query) >= 0 ? SAID : pairs(query, entry);
  }
  function search() {
    var query = squeeze(box.value), core = bare(query), best = 1, count = 0, ranks;
    ranks = entries.map(function (entry) {
      var score = query ? Math.max(rank(query, entry), rank(core, entry)) : 1;
      best = Math.max(best, score);
      return score;
    });
    ranks.forEach(function (score) { if (score >= best) count += 1; });
    if (query && best < SAID && count > 6) { best = Infinity; count = 0; }
    entries.forEach(function (entry, place) { entry.item.hidden = ranks[place] < best; });
    each('.list', function (list) { list.hidden = !list.querySelector('details:not([hidden])'); });
    each('.away', function (part) { part.hidden = !!query; });
    clear.hidden = !box.value;
    if (none) none.hidden = !query || !!count;
    root.classList[query ? 'add' : 'remove']('searching');
    found.className = query && !count ? 'none' : '';
    found.textContent = !query ? '' : !count ? '没找到。换个说法试试，或者直接来问。' :
      best < SAID ? '没有正好的，看看是不是这 ' + count + ' 项：' : '找到 ' + count + ' 项';
  }
  if (find) {
    find.getAttribute('data-pinyin').split(' ').forEach(function (row) {
      var letters = /^[a-z]*/.exec(row)[0];
      row.slice(letters.length).split('').forEach(function (char) {
        (sounds[char] = sounds[char] || []).push(letters);
      });
    });
    var entries = items.map(function (item) {
      var words = (squeeze(item.querySelector('summary span').textContent) + ' ' +
        item.getAttribute('data-k').toLowerCase()).split(' ');
      return {item: item, words: words, names: words.join(' '), text: squeeze(item.textContent)};
    });
    box.addEventListener('input', search);
    each('.often a', function (link) { link.addEventListener('click', function () { setTimeout(arrive); }); });
    box.addEventListener('focus', function () { find.scrollIntoView(); });
    clear.addEventListener('click', function () { box.value = ''; search(); box.focus(); });
  }
  arrive();
})();

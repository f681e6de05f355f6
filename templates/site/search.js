// ES5: finds items by characters, villagers' words, pinyin, initials and slips of typing. Knows no page.
// finder(entries, pinyin) takes entries {name, keys, text} and the readings of the characters of names and keys;
// the function it returns takes what was typed and gives the places of the entries found, best first, at most
// eight, with `sure` false where they only look alike.
function finder(entries, pinyin) {
  var sounds = {}, SAID = 100, MOST = 8;
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

  pinyin.split(' ').forEach(function (row) {
    var letters = /^[a-z]*/.exec(row)[0];
    row.slice(letters.length).split('').forEach(function (char) {
      (sounds[char] = sounds[char] || []).push(letters);
    });
  });
  entries = entries.map(function (entry) {
    var words = (squeeze(entry.name) + ' ' + entry.keys.toLowerCase()).split(' ');
    return {words: words, names: words.join(' '), text: squeeze(entry.text)};
  });
  return function (typed) {
    var query = squeeze(typed), core = bare(query), found;
    found = entries.map(function (entry, place) {
      return {place: place, rank: Math.max(rank(query, entry), rank(core, entry))};
    }).filter(function (one) { return one.rank > 0; }).sort(function (one, other) {
      return other.rank - one.rank || one.place - other.place;
    }).slice(0, MOST);
    return {places: found.map(function (one) { return one.place; }), sure: found.length > 0 && found[0].rank >= SAID};
  };
}

// ES5: finds items by characters, villagers' words, pinyin, initials and slips of typing. Knows no page.
// finder(entries, pinyin) takes entries {name, keys, text} and the readings of the characters of names and keys, as
// they first appear; the function it returns takes what was typed and gives the places of the entries found, best
// first, at most eight, with `sure` false where the best only looks alike.
function finder(entries, pinyin) {
  var HAN = /[\u3400-\u9fff]/g, SYLLABLE = /[b-z]?h?[aeiouv]+(ng?(?![aeiouv])|r)?/g, MOST = 8, FLOOR = 1, SPREAD = 6;
  var root = Math.sqrt;  // by a name of its own: the minifier makes ** of the other, which ES5 has not
  var readings = pinyin.split(' '), sounds = {}, twins = {}, known, collate;
  function plain(text, between) {
    return text.toLowerCase().replace(/[^a-z0-9\u3400-\u9fff]+/g, between);
  }
  // Many hear no difference between z and zh, n and ng
  function heard(sound) {
    return sound.replace(/^([zcs])h|g$/g, '$1');
  }
  // One character for all that sound alike. One of no item sounds like a neighbour in the dictionary, on either side
  function alike(text, side) {
    return text.replace(SYLLABLE, function (sound) {
      return twins[heard(sound)] || sound;
    }).replace(HAN, function (char) {
      var at = 0;
      if (!sounds[char] && collate) {
        while (at < known.length && collate(known[at], char) < 0) at += 1;
        char = known[at - side];
      }
      return sounds[char] ? twins[heard(sounds[char][0])] : '?';
    });
  }
  function spelt(words, length) {
    return [0, 1].map(function (reading) {
      return ' ' + words.replace(HAN, function (char) {
        return (sounds[char][reading] || sounds[char][0]).slice(0, length);
      }) + ' ';
    }).join('');
  }
  // Adds to the ranks what entries share with the query: the longer it is and the fewer have it, the more
  function weigh(ranks, query, field, weight, least) {
    query.split('').forEach(function (char, at) {
      var length = least, gram, hits;
      do {
        gram = query.substr(at, length);
        if (gram.length < length) return;
        hits = entries.filter(function (entry) { return entry[field].indexOf(gram) >= 0; });
        hits.forEach(function (entry) { ranks[entry.place] += weight * length / root(hits.length); });
        length += 1;
      } while (hits.length);
    });
  }
  entries = entries.map(function (entry, place) {
    var words = plain(entry.name + ' ' + entry.keys, ' ');
    words.replace(HAN, function (char) {
      if (!sounds[char]) sounds[char] = readings.shift().split('/');
    });
    return {place: place, words: words, text: plain(entry.text, '')};
  });
  collate = typeof Intl === 'object' && new Intl.Collator('zh').compare;
  known = Object.keys(sounds).sort(collate || undefined);
  known.forEach(function (char) { twins[heard(sounds[char][0])] = char; });
  entries.forEach(function (entry) {
    entry.alike = alike(entry.words, 0);
    entry.first = spelt(entry.words, 1);
    entry.spelt = spelt(entry.words);
  });
  return function (typed) {
    var query = plain(typed, ''), like = alike(query, 0), ranks = entries.map(function () { return 0; }), least, found;
    if (/^[a-z]+$/.test(query)) {
      least = Math.min(query.length, 3);
      weigh(ranks, ' ' + query + ' ', 'first', 0.5, least);
      weigh(ranks, ' ' + query + ' ', 'spelt', 0.5, least);
    } else {
      weigh(ranks, query, 'words', 3, 1);
      weigh(ranks, query, 'text', 1, 2);
    }
    weigh(ranks, like, 'alike', 0.5, 1);
    weigh(ranks, alike(query, 1), 'alike', 0.5, 1);
    found = entries.filter(function (entry) {
      return ranks[entry.place] >= Math.max.apply(null, ranks.concat(FLOOR * SPREAD)) / SPREAD;
    }).sort(function (one, other) {
      return ranks[other.place] - ranks[one.place] || one.place - other.place;
    }).slice(0, MOST);
    return {
      places: found.map(function (entry) { return entry.place; }),
      sure: found.slice(0, 1).some(function (entry) {
        return (entry.text + entry.spelt + entry.first).indexOf(query) >= 0 ||
          entry.alike.split(' ').some(function (word) {
            return word.length > 1 && (like.indexOf(word) >= 0 || !word.indexOf(like));
          });
      })
    };
  };
}

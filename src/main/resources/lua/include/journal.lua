-- The journal: a stream of entries, whose ids are their times. The first field of an entry is named by its form, v1, and
-- holds a line with the operation and a line for each posting; the fields id, by and reason follow if there are any. Few
-- and short names, because the append-only file repeats them with each entry.
-- Postings are lines "<amount> <balance> <previous entry> <account>". The account comes last because it may contain
-- spaces; it contains no line feed. The previous entry is the one in which the same account was posted before ("-" for
-- none), so the history of an account is a chain through the journal.

-- The most that one call reads, so that no call holds Redis for more than a few milliseconds, however many postings the
-- entries have: an estimate in microseconds. A call reads at least one entry.
local WORK_LIMIT = 2000

-- What this call has read so far, in the same unit.
local work = 0

-- Calls visit with the items of the stream from one id to another, until it returns true or there are no more. Returns
-- whether there are no more. The items are read in small groups, because each may be large.
local function each_entry(command, from, to, visit)
  local items
  repeat
    items = redis.call(command, TRANSACTIONS, from, to, 'COUNT', 10)
    for _, item in ipairs(items) do
      if visit(item) then
        return false
      end
      from = '(' .. item[1]
    end
  until #items < 10
  return true
end

-- The posting in a line: { amount, balance, previous, account }; or nil if it is none.
local function posting_of(line)
  local amount, balance, previous, account = string.match(line, '^(-?%d+) (-?%d+) (%S+) (.+)$')
  return amount and { amount = amount, balance = balance, previous = previous, account = account }
end

-- The operation and the postings of an item of the stream; no text for one of another form.
local function text_of(item)
  return item[2][1] == 'v1' and item[2][2] or ''
end

-- The lines of the postings in that text.
local function lines_of(text)
  return string.gmatch(text, '\n([^\n]+)')
end

-- The posting of an account in the text of an entry, or nil. Only lines that end as that of the account does are
-- parsed; another account may have a name that ends in the same way after a space.
local function find_posting(text, account)
  local wanted, from = ' ' .. account, 1
  while true do
    local first, last = string.find(text, wanted, from, true)
    if not first then
      return nil
    end
    local after = string.byte(text, last + 1)
    if not after or after == 10 then
      -- What precedes the account in its line is three words of less than 200 bytes each.
      local before = string.match(string.sub(text, math.max(1, first - 600), first - 1), '[^\n]*$')
      local posting = posting_of(before .. wanted)
      if posting and posting.account == account then
        return posting
      end
    end
    from = first + 1
  end
end

-- An item of the stream as a reply has it, { entry, { field, value, ... } }, which counts as read.
local function entry_reply(item)
  work = work + 3 + #text_of(item) / 300
  return item
end

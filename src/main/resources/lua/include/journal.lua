-- The journal: a stream whose entries hold operation, id, by, reason and postings. An entry's id is its time.
-- Postings are lines "<amount> <balance> <previous entry> <account>"; the account comes last because it may hold
-- spaces, and lines can be told apart because no account holds a line feed. The previous entry is the one in which
-- the same account was posted before ("-" for none): an account's history is a chain through the journal.

-- Appends an entry; answers its id.
local function append_entry(entry, postings)
  return redis.call('XADD', KEY.transactions, '*',
    'operation', entry.operation, 'id', entry.id or '', 'by', entry.by or '', 'reason', entry.reason or '',
    'postings', table.concat(postings, '\n'))
end

-- The entry that an account's chain leads to from the entry with these postings, or nil if it was not posted there.
local function previous_entry(postings, account)
  for line in string.gmatch(postings, '[^\n]+') do
    local previous, name = string.match(line, '^%S+ %S+ (%S+) (.*)$')
    if name == account then
      return previous
    end
  end
  return nil
end

-- An entry as a stream command replies it, in the order { entry, operation, id, by, reason, postings }.
local function entry_reply(item)
  local values = item[2]
  return { item[1], values[2], values[4], values[6], values[8], values[10] }
end

-- Appends to the journal, whose entries include/journal.lua describes.

-- Appends an entry and returns its id.
local function append_entry(entry, postings)
  return redis.call('XADD', KEY.transactions, '*',
    'operation', entry.operation, 'id', entry.id or '', 'by', entry.by or '', 'reason', entry.reason or '',
    'postings', table.concat(postings, '\n'))
end

-- The journal's last entry; 0-0 for an empty journal.
local function last_entry()
  local last = redis.call('XREVRANGE', TRANSACTIONS, '+', '-', 'COUNT', 1)[1]
  return last and last[1] or '0-0'
end

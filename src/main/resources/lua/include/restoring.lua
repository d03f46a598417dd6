-- restoring: a stage that ends the script with 'lost' unless the ledger is being restored by the restore ARGV[7], which has
-- written ARGV[9] pages, and else marks that it goes on.
--
-- While a ledger is restored, its definition in INFO is "restoring <restore> <until> <pages>": no other script reads or writes
-- the ledger, because it has another definition. After the time `until`, in milliseconds since 1970, another restore may take
-- its place. The number of pages tells whether Redis has lost some of them in the meantime.
--- @include keys
--- @include clock

local restore, _, pages = string.match(redis.call('HGET', INFO, 'definition') or '', '^restoring (%S+) (%d+) (%d+)$')
if restore ~= ARGV[7] or pages ~= ARGV[9] then
  return 'lost'
end
local function mark(pages)
  redis.call('HSET', INFO, 'definition', 'restoring ' .. restore .. ' ' .. string.format('%.0f %.0f', now + ARGV[8], pages))
  has_written = true
end

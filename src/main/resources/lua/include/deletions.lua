-- deletions: a stage that reads which of the accounts in `absent` were deleted: the last line of those in CLOSED is the
-- record of it (include/balances.lua).
local absent_names = {}
for i = 1, #absent do
  absent_names[i] = absent[i].name
end
local closed = redis.call('HMGET', CLOSED, unpack(absent_names))
for i = 1, #absent do
  absent[i].was_deleted = closed[i] and string.find(closed[i], '\n[^\n]+$') and true
end

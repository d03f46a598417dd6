-- deletions: a stage that reads which of the accounts in `absent` were deleted. Their records are not needed, because
-- they are not written again.
local absent_names = {}
for i = 1, #absent do
  absent_names[i] = absent[i].name
end
local deletions = redis.call('HMGET', DELETED, unpack(absent_names))
for i = 1, #absent do
  absent[i].was_deleted = deletions[i] and true
end

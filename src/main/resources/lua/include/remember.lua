-- remember: a stage that writes the ids in `new_ids`, a list of their keys and records in turn, and enters their epoch.
if entering then
  --- @include enter
end
redis.call('HSET', KEYS[IDS + epoch % 3], unpack(new_ids))

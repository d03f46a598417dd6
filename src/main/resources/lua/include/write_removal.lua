-- write_removal: the part of postJob that removes what post_removal has found.
if places and #places > 0 then
  redis.call('ZREM', MEMBERS, unpack(places))
elseif not places then
  redis.call('UNLINK', VALUES, ORDER)
end
if is_last then
  redis.call('HDEL', BOOKS, request.destination)
elseif places then
  local left = string.match(redis.call('HGET', BOOKS, request.destination), '%d+') - #places
  redis.call('HSET', BOOKS, request.destination, 'group ' .. string.format('%.0f', left) .. ' ' .. job.entry)
end

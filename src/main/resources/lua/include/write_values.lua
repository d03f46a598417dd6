-- write_values: the part of postJob that writes a page of a snapshot, and after the last one puts it in the place of the one
-- of that name.
if #values > 0 then
  redis.call('HSET', NEXT_VALUES, unpack(values))
end
if #order > 0 then
  redis.call('ZADD', NEXT_ORDER, unpack(order))
end
if is_last then
  redis.call('UNLINK', VALUES, ORDER)
  if job.count ~= '0' then
    redis.call('RENAME', NEXT_VALUES, VALUES)
    if is_ranked then
      redis.call('RENAME', NEXT_ORDER, ORDER)
    end
  end
  redis.call('HSET', BOOKS, request.destination, 'snapshot ' .. job.count .. ' ' .. job.entry)
end

-- write_groups: the part of write for the groups that entries change.
for i = 1, #entries do
  local entry = entries[i]
  local group, members = entry.group, {}
  for j = 1, group and #entry.members or 0 do
    if entry.joins then
      members[#members + 1] = '0'
    end
    members[#members + 1] = group.name .. '\0' .. entry.members[j]
  end
  if group then
    redis.call(entry.joins and 'ZADD' or 'ZREM', MEMBERS, unpack(members))
  end
  if group and group.count > 0 then
    redis.call('HSET', BOOKS, group.name, 'group ' .. group.count .. ' ' .. entry.id)
  elseif group then
    redis.call('HDEL', BOOKS, group.name)
  end
end

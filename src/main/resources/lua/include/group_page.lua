-- group_page: a stage of getAll that ends it with a page of a group, whose members have a balance of one whole unit each.
local one = '1' .. string.rep('0', DECIMALS)
local is_below = query.low and (less(one, query.low) or query.lowExclusive and one == query.low)
local is_above = query.high and (less(query.high, one) or query.highExclusive and one == query.high)
if is_below or is_above then
  return { 'ok', '0' }
end
local from = query.book .. '\0' .. (query.afterAccount or '')
local places = redis.call('ZRANGE', MEMBERS, '(' .. from, '(' .. query.book .. '\1', 'BYLEX', 'LIMIT', '0', query.limit + 1)
local reply = { 'ok', places[query.limit + 1] and 'member' or '0' }
for i = 1, math.min(#places, query.limit) do
  reply[#reply + 1] = string.sub(places[i], #query.book + 2)
  reply[#reply + 1] = one
end
return reply

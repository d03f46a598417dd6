-- post_removal: a stage of postJob that removes a book: a snapshot at once, a group by so many members in each step.
local MEMBERS_OF_STEP = 500
local lines = {}
local book = redis.call('HGET', BOOKS, request.destination) or ''
if string.find(book, '^snapshot ') then
  lines[1] = 'gone ' .. request.destination
  posted = string.match(book, '%d+') + 0
else
  local group = '(' .. request.destination
  places = redis.call('ZRANGE', MEMBERS, group .. '\0', group .. '\1', 'BYLEX', 'LIMIT', '0', MEMBERS_OF_STEP)
  for i = 1, #places do
    lines[i] = 'out ' .. request.destination .. ' ' .. string.sub(places[i], #request.destination + 2)
  end
  posted = #places
  is_last = #places < MEMBERS_OF_STEP
end
if #lines > 0 then
  entries[1] = { o = request, request = request, id = false, balances = '', lines = lines }
end

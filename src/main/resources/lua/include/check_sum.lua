-- check_sum: a stage of startJob that refuses a weighted sum that cannot be.
if is_token and not stored_definition then
  return { 'refused', 'not-initialized' }
end
if request.destination == '' then
  if is_token then
    return { 'refused', 'supply-fixed' }
  end
else
  local book = redis.call('HGET', BOOKS, request.destination)
  if book and not string.find(book, '^snapshot ') then
    return { 'refused', 'not-a-snapshot' }
  end
  local count = redis.call('HLEN', BOOKS) - (redis.call('HGET', BOOKS, '') and 1 or 0)
  if not book and count >= string.match(SETTINGS, 'books=(%d+)') + 0 then
    return { 'refused', 'too-many-books' }
  end
end
-- The name of no book is that of a group without members. But a sum of nothing else is a mistake.
local is_known = request.ofLedger
for i = 1, #request.books do
  is_known = is_known or redis.call('HGET', BOOKS, request.books[i])
end
if not is_known then
  return { 'refused', 'unknown-book' }
end

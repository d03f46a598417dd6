-- check_removal: a stage of startJob that sets how many accounts a book has that is to be deleted, and ends the script if there
-- is no such book.
local book = redis.call('HGET', BOOKS, request.destination)
if not book then
  return 'done 0 ' .. NONE
end
count = string.match(book, '%d+')

require "json"
require_relative "store/reader"
=begin
class Comment
end
=end
module Shop
  LIMIT = 5
  class Cart < Base
    attr_reader :items

    def initialize(items)
      @text = "def no #{"class Inner"} end"
    end

    def self.build = new([])

    def empty?
      query = <<~SQL
        class Heredoc
      SQL
      query =~ /class Pattern/
    end

    private

    def secret_part
    end
  end
end

def top(x) = x

"""The models of documents: articles, trainings, topics, measures and what they share."""

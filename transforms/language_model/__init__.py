"""A language model as a second reader: the question that it is asked about a document, and rows of what it answers.

    prompt_building   document -> the two messages, with the definitions of the ontology in use
    answer_schema     the form of an answer, as JSON schema and as what parses it strictly
    grounding         quoted words -> where they stand in the document, or nowhere
    grounded_answers  answer -> events of grounded words and known codes; what is neither is dropped and counted
    report_making     grounded events -> drafts of reports, participants and numbers, linked by our own lexicons
    answer_dating, answer_placing    their days and places, by our own times and gazetteer
    answer_extraction the drafts -> the same rows as those of the engine
    agreement         what both readers tell, each borne out by the other or not
    doubt             whether the engine is sure enough of a document that nobody else need read it

Nothing here asks anybody: `flows/language_model/` sends the question and keeps the answer.
"""

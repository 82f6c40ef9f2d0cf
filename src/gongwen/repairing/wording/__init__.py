"""Lost and wrong characters, spellings, masks: what is wrong in the words."""

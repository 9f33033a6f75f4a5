"""How Li Hua looks: tokens, components, icons, custom elements and template tags.

Owns no table. Announces nothing. May call base.
"""
